// /verify while there is a network: offers camera and print, and keeps the guarantees that were given, for a time without one. Typing and reading work
// without any of it.
import { offer } from './camera.js';
import * as device from './device.js';

for (const button of document.querySelectorAll('button.print')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
offer();

if (device.able() && await device.carried())
  for (const { dataset: { token, expires } } of document.querySelectorAll('.guarantee[data-token]')) await device.keepGuarantee(token, Number(expires) * 1000);
document.documentElement.dataset.ready = 'yes';
