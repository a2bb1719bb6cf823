// Reads the QR code in a picture with libraries that had no part in making it. Input on stdin: {"png": base64}. Prints what the code says, or nothing.
import { readFileSync } from 'node:fs';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

const picture = PNG.sync.read(Buffer.from(JSON.parse(readFileSync(0, 'utf8')).png, 'base64'));
const found = jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height);
if (found) console.log(found.data);
