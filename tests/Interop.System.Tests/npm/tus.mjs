// Sends a file with tus-js-client as it comes: stops after some chunks, then goes on where it was.
import * as tus from 'tus-js-client'

let input = ''
for await (const part of process.stdin) input += part
const { endpoint, key, file } = JSON.parse(input)
const bytes = Buffer.from(file, 'ascii')
const options = {
  endpoint,
  chunkSize: 64 * 1024,
  retryDelays: null,
  headers: { 'X-Access-Key': key },
  metadata: { kind: 'entitlement-check', filename: 'list.csv', purpose: 'ELIGDTRM', again: 'true', filetype: 'text/csv' },
}

const first = await new Promise((resolve, reject) => {
  const upload = new tus.Upload(bytes, {
    ...options,
    onError: reject,
    onChunkComplete: (_, accepted) => {
      if (accepted >= 128 * 1024) upload.abort().then(() => resolve({ url: upload.url, accepted }), reject)
    },
    onSuccess: () => reject(new Error('it was not stopped')),
  })
  upload.start()
})
console.log(`stopped at ${first.accepted}`)

const url = await new Promise((resolve, reject) => {
  const upload = new tus.Upload(bytes, { ...options, uploadUrl: first.url, onError: reject, onSuccess: () => resolve(upload.url) })
  upload.start()
})
console.log('resumed')
console.log(url)
