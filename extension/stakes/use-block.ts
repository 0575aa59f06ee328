import { useEffect, useRef, useState } from 'preact/hooks'
import { openChain } from '../chain/chain'
import { type ChainClock, readChainClock } from '../label/chain-clock'
import { useTick } from '../ui/use-loaded'

const everyMs = 4_000

/** Times that waits are rounded to, so that a chain without blocks does not redraw each second. */
const stepSeconds = 15

/**
 * Names the moment the chain is at: changes with each new block, and as its clock goes on where
 * blocks come only on demand. `null` until it is known. Looks only while the page can be seen.
 */
export function useBlock(): string | null {
  const [moment, setMoment] = useState<string | null>(null)
  const busy = useRef(false)
  const look = async () => {
    if (busy.current) return
    busy.current = true
    try {
      setMoment(nameOf(await readChainClock((await openChain()).client)))
    } catch {
      // Whoever reads on hears of it from the endpoint, too, and shows it.
    } finally {
      busy.current = false
    }
  }
  const first = useRef(look)
  useEffect(() => {
    void first.current()
  }, [])
  useTick(everyMs, () => void look())
  return moment
}

function nameOf(clock: ChainClock): string {
  return `${clock.genesis} ${clock.block} ${Math.floor(clock.now / stepSeconds)}`
}
