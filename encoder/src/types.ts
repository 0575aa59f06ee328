/** `0x` and 64 lower-case hexadecimal digits. */
export type EncoderId = `0x${string}`

/**
 * Part of the text the model saw, with its share of a score. Offsets are UTF-16 code units of the original
 * text; start = end = 0 for what belongs to no part: the text's shape, and rounding.
 */
export interface Contribution {
  readonly start: number
  readonly end: number
  /** In score units (features × direction); positive pulls towards the direction. */
  readonly score: number
}

/** A text made into features. */
export interface Encoding {
  /** `dimensions` integers, −127..127; squared norm at most 65/64 × 1024 × dimensions. */
  readonly features: Int8Array
  /**
   * The text's most telling words as at most 8 ascending ids, 0..4095, for models with a sparse tail; none
   * if the encoder knows of no tail. Who reads them can guess those words: only for texts that may be public.
   */
  readonly tail: Uint16Array
  /** How many tokens gave something; 0 means that the text says nothing to this encoder. */
  readonly tokens: number
  /** Code units of the text that were read, for an encoder that does not read all of a long one. */
  readonly read?: number
}

/** Text → features, the same integers on every machine. */
export interface Encoder {
  /** SHA-256 of the table file, whose header names the version of the specification. */
  readonly id: EncoderId
  readonly name: string
  /** Features per text. */
  readonly dimensions: number
  /** Never throws: any string has an encoding. Time is linear in the text's length. */
  encode(text: string): Encoding
  /**
   * How much each word or phrase adds to `Σ features[i] × direction[i] + Σ tail(id)`; the scores add up to it.
   * @param direction `dimensions` integers, e.g. the weights of one label minus those of its rival.
   * @param tail What each id of the tail adds, an integer. Default: nothing.
   */
  explain(text: string, direction: ArrayLike<number>, tail?: (id: number) => number): Contribution[]
}

/** Text → features by work too long for one turn of the event loop. */
export interface AsyncEncoder extends Pick<Encoder, 'id' | 'name' | 'dimensions'> {
  /** Words are left out to see what changes, so that their shares need not sum to the score. */
  readonly explanation: 'approximate'
  /** Any string has an encoding; rejects only if the machine fails. */
  encode(text: string): Promise<Encoding>
  /** About how much each stretch of words adds to the score; see `Encoder.explain`. */
  explain(
    text: string,
    direction: ArrayLike<number>,
    tail?: (id: number) => number,
  ): Promise<Contribution[]>
}

export type AnyEncoder = Encoder | AsyncEncoder
