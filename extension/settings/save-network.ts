import { checkEndpoint, forgetOpenChain } from '../chain/chain'
import { type ChainProblem, problemOf } from '../chain/problem'
import { change, stored } from '../storage'
import type { Network } from './settings'

export type SavedNetwork =
  | { readonly kind: 'saved'; readonly block: bigint }
  | { readonly kind: 'refused'; readonly problem: ChainProblem }

/** Saves a network if its endpoint answers for its chain; else leaves the settings as they are. */
export async function saveNetwork(network: Network): Promise<SavedNetwork> {
  try {
    const { block } = await checkEndpoint(network)
    await change(stored.settings, settings => ({ ...settings, network }))
    forgetOpenChain()
    return { kind: 'saved', block }
  } catch (error) {
    const problem = problemOf(error)
    if (!problem) throw error
    return { kind: 'refused', problem }
  }
}
