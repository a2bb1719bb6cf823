// /verify while there is a network: offers camera and print, keeps the guarantees that were given, for a time without one, and brings what was typed in such a
// time. Typing and reading work without any of it.
import { offer } from './camera.js';
import * as device from './device.js';

for (const button of document.querySelectorAll('button.print')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
offer();

const most = 50; // as many as the hub takes at once

/** Brings the numbers that wait; what the hub does not take now waits on. */
async function bring() {
  for (let names = await device.sealed(most); names.length > 0; names = await device.sealed(most)) {
    const body = new FormData();
    body.append('__RequestVerificationToken', document.querySelector('[name=__RequestVerificationToken]').value);
    for (const kept of names) body.append('kept', kept);
    const answer = await fetch('/verify?handler=Kept', { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(30000) });
    if (!answer.ok) return;
    const { taken, unreadable } = await answer.json();
    await device.forget(taken);
    if (taken.length > unreadable) document.getElementById('sent').hidden = false;
    if (unreadable > 0) document.getElementById('unreadable').hidden = false;
    if (taken.length < names.length) return;
  }
}

if (device.able() && await device.carried()) {
  for (const { dataset: { token, expires } } of document.querySelectorAll('.guarantee[data-token]')) await device.keepGuarantee(token, Number(expires) * 1000);
  await bring().catch(() => { }); // no network after all, or a page that somebody else answers
  addEventListener('online', () => bring().catch(() => { }));
}
document.documentElement.dataset.ready = 'yes';
