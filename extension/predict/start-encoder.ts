import { EncoderHost, type EncoderWorker } from './encoder-host'

/** The encoder's Worker of this page; only the offscreen document and Firefox's background call this. */
export function startEncoderHost(): EncoderHost {
  return new EncoderHost(
    () =>
      new Worker(new URL('./encoder.worker.ts', import.meta.url), {
        type: 'module',
      }) as unknown as EncoderWorker,
  )
}
