import type { Task } from '@hivemark/contracts'
import type { Format } from './formats/format'
import type { DatasetState, FoundRow, MakeOptions, RowName } from './session'

/** What a page asks of a dataset's Worker; the first message says which task's it is. */
export type DatasetRequest =
  | { readonly kind: 'begin'; readonly task: Task }
  | { readonly kind: 'collect'; readonly url: string; readonly behind: bigint }
  | ({ readonly kind: 'make' } & MakeOptions)
  | { readonly kind: 'remove'; readonly format: Format }
  | { readonly kind: 'remove-all' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'look' }
  | { readonly kind: 'find'; readonly id: number; readonly name: RowName }

export type DatasetMessage =
  | { readonly kind: 'state'; readonly state: DatasetState }
  | { readonly kind: 'found'; readonly id: number; readonly found: FoundRow | null }
