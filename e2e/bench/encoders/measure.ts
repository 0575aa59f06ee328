/** What a Worker is to measure. */
export interface MeasureRequest {
  /** Where the files lie on the page's server, ending in a slash. */
  readonly folder: string
  readonly texts: readonly string[]
  readonly milliseconds: number
}

/** What one encoder took, in one thread. */
export interface Speed {
  /** From the bytes to an encoder that is ready, without fetching them where the encoder lets one. */
  readonly loadMs: number
  readonly textsPerSecond: number
}

/** Encodes one text. */
export type Encode = (text: string) => unknown

export type ReadFile = (name: string) => Promise<Uint8Array>

/**
 * Makes this Worker measure an encoder when asked to.
 * @param prepare Fetches what is needed and returns what makes the encoder of it.
 */
export function measureWhenAsked(
  prepare: (readFile: ReadFile, folder: string) => Promise<() => Promise<Encode>>,
): void {
  self.onmessage = async ({ data }: MessageEvent<MeasureRequest>) => {
    const folder = new URL(data.folder, self.location.href).href
    const load = await prepare(name => fetchFile(folder + name), folder)
    const start = performance.now()
    const encode = await load()
    const loadMs = performance.now() - start
    self.postMessage({ loadMs, textsPerSecond: await speedOf(encode, data) } satisfies Speed)
  }
}

async function speedOf(encode: Encode, { texts, milliseconds }: MeasureRequest): Promise<number> {
  // For the compiler to settle: one text of a slow encoder, all of a quick one.
  await run(encode, texts, Math.min(milliseconds / 4, 500))
  const { encoded, took } = await run(encode, texts, milliseconds)
  return (encoded / took) * 1000
}

async function run(encode: Encode, texts: readonly string[], milliseconds: number) {
  const start = performance.now()
  let encoded = 0
  let stretch = 1
  do {
    for (let end = encoded + stretch; encoded < end; encoded++) {
      const done = encode(texts[encoded % texts.length]!)
      if (done instanceof Promise) await done
    }
    // So that looking at the clock costs a quick encoder nothing.
    if ((performance.now() - start) / encoded < 0.1) stretch = 100
  } while (performance.now() - start < milliseconds)
  return { encoded, took: performance.now() - start }
}

async function fetchFile(address: string): Promise<Uint8Array> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
