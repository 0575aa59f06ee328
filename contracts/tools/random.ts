import { bytesToHex, keccak256 } from 'viem'

export interface Random {
  /** 0 .. limit − 1; limit at most 2^31, and 0 counts as 1. */
  below(limit: number): number
  /** −size .. size. */
  within(size: number): number
}

/** Numbers from a hash chain: slow, but the same everywhere. */
export function generator(seed: string): Random {
  let state = keccak256(bytesToHex(new TextEncoder().encode(seed)))
  let used = 2
  const below = (limit: number) => {
    if (used >= 66) {
      state = keccak256(state)
      used = 2
    }
    const draw = Number.parseInt(state.slice(used, used + 8), 16)
    used += 8
    return draw % Math.max(1, limit)
  }
  return { below, within: size => below(2 * size + 1) - size }
}
