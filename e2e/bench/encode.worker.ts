import { loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'

/** Texts in, texts per second out: the product's encoder in a Worker of the real browser, one core. */
export interface SpeedRequest {
  readonly table: ArrayBuffer
  readonly texts: readonly string[]
  readonly milliseconds: number
}

self.onmessage = ({ data }: MessageEvent<SpeedRequest>) => {
  const encoder = loadStaticEncoder(data.table, STATIC_ENCODER_ID)
  // Once through for the compiler to settle, then as often as the time allows.
  for (const text of data.texts) encoder.encode(text)
  const start = performance.now()
  let encoded = 0
  while (performance.now() - start < data.milliseconds) {
    for (const text of data.texts) encoder.encode(text)
    encoded += data.texts.length
  }
  self.postMessage((encoded / (performance.now() - start)) * 1000)
}
