/** A label someone chose and has not yet submitted. Survives everything but its own deletion. */
export interface Draft {
  readonly id: string
  readonly taskKey: string
  readonly text: string
  /** The integers to submit, made when the label was picked: never re-encoded later. */
  readonly features: Int8Array
  readonly encoderId: string
  readonly label: number
  /** What the model said then. */
  readonly predictedLabel: number
  /** Milliseconds since 1970, this machine's clock. */
  readonly createdAt: number
}
