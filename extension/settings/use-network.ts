import { stored } from '../storage'
import { useStored } from '../ui/use-stored'
import { defaultSettings, type Network } from './settings'

/** The network that the person chose, kept current; the default one until that was read. */
export function useNetwork(): Network {
  return useStored(stored.settings)?.network ?? defaultSettings().network
}
