// The camera of the pages at the counter. Pictures never leave the device; what is read in one is put in the form and sent as if it had been typed.
import { decodeQR } from './qr/decode.js';

const [form, value, scan, camera, picture, says] = ['ask', 'value', 'scan', 'camera', 'picture', 'camera-says'].map(id => document.getElementById(id));
const widest = 1280, pause = 150; // pixels, milliseconds between two looks: a cheap tablet shall stay cool
let stream = null;

function stop() {
  stream?.getTracks().forEach(track => track.stop());
  stream = null;
  picture.srcObject = null;
  camera.hidden = true;
  scan.hidden = false;
}

async function read(detector, canvas) {
  const scale = Math.min(1, widest / Math.max(picture.videoWidth, picture.videoHeight));
  canvas.width = Math.round(picture.videoWidth * scale);
  canvas.height = Math.round(picture.videoHeight * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  try {
    return detector ? (await detector.detect(canvas))[0]?.rawValue ?? null : decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return null; // no code in this picture
  }
}

async function look() {
  const ready = 'BarcodeDetector' in window && (await BarcodeDetector.getSupportedFormats()).includes('qr_code');
  const detector = ready ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
  const canvas = document.createElement('canvas');
  while (stream) {
    const text = picture.videoWidth > 0 ? await read(detector, canvas) : null;
    if (stream && text && text.length <= value.maxLength) {
      stop();
      value.value = text;
      says.textContent = says.dataset.read;
      form.requestSubmit();
      return;
    }
    await new Promise(next => setTimeout(next, pause));
  }
}

async function start() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: widest } } });
  } catch {
    says.textContent = says.dataset.refused;
    return;
  }
  scan.hidden = true;
  camera.hidden = false;
  says.textContent = says.dataset.look;
  picture.srcObject = stream;
  await picture.play();
  await look();
}

/** Offers the camera where the device has one. */
export function offer() {
  if (!navigator.mediaDevices?.getUserMedia) return;
  scan.hidden = false;
  scan.addEventListener('click', start);
  document.getElementById('stop').addEventListener('click', () => { stop(); says.textContent = ''; });
  addEventListener('pagehide', stop);
}
