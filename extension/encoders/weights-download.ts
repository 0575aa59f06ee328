import {
  CacheWeightStore,
  type InstallProgress,
  type InstallResult,
  installWeights,
  removeWeights,
  type WeightFile,
  type WeightSource,
  type WeightsState,
  weightsState,
} from '@hivemark/encoder/use-lite/weights'

/** What happens with the files of a family of encoders. */
export type DownloadState =
  | { readonly kind: 'looking' }
  | { readonly kind: 'idle'; readonly here: WeightsState; readonly ended: Ended | null }
  | { readonly kind: 'getting'; readonly progress: InstallProgress; readonly from: WeightSource }

/** How the last attempt ended. */
export type Ended =
  | (InstallResult & { readonly from: WeightSource })
  /** Another page of the extension is getting the same files. */
  | { readonly kind: 'busy-elsewhere' }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Gets and removes the files of one family. Lives as long as the page, so that one may look at another
 * part of it meanwhile; what was got stays when the page is closed.
 */
export class WeightsDownload {
  #state: DownloadState = { kind: 'looking' }
  #stop: AbortController | null = null
  readonly #listeners = new Set<() => void>()
  readonly #store = new CacheWeightStore(caches)
  readonly #files: readonly WeightFile[]

  constructor(files: readonly WeightFile[]) {
    this.#files = files
    void this.#settle(null)
  }

  get state(): DownloadState {
    return this.#state
  }

  /** @returns the way to stop listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Gets what is missing; goes on where an earlier attempt ended. */
  async get(from: WeightSource): Promise<void> {
    if (this.#state.kind === 'getting') return
    const stop = new AbortController()
    this.#stop = stop
    this.#show({ kind: 'getting', from, progress: { file: '', bytes: 0, total: 1 } })
    await this.#settle(await exclusively(this.#files, () => this.#install(from, stop.signal)))
  }

  cancel(): void {
    this.#stop?.abort()
  }

  async remove(): Promise<void> {
    await removeWeights(this.#files, this.#store)
    await this.#settle(null)
  }

  async #install(from: WeightSource, signal: AbortSignal): Promise<Ended> {
    try {
      // Else the browser may clear it when the disk gets full. It may say no, or ask the person: not waited for.
      navigator.storage.persist?.().catch(() => {})
      const result = await installWeights(this.#files, {
        store: this.#store,
        sources: [from],
        signal,
        onProgress: progress => this.#show({ kind: 'getting', from, progress }),
      })
      return { ...result, from }
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
    }
  }

  async #settle(ended: Ended | null): Promise<void> {
    try {
      const here = await weightsState(this.#files, this.#store)
      this.#show({ kind: 'idle', here, ended })
    } catch (error) {
      const total = this.#files.reduce((sum, { bytes }) => sum + bytes, 0)
      const here: WeightsState = { kind: 'missing', bytes: 0, total }
      this.#show({ kind: 'idle', here, ended: { kind: 'failed', reason: String(error) } })
    }
  }

  #show(state: DownloadState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** One page at a time: two would get every file twice. */
async function exclusively(
  files: readonly WeightFile[],
  work: () => Promise<Ended>,
): Promise<Ended> {
  const name = `hivemark:weights:${files[0]!.hash}`
  return navigator.locks.request(
    name,
    { ifAvailable: true },
    async (lock): Promise<Ended> => (lock ? work() : { kind: 'busy-elsewhere' }),
  )
}
