import { startChain } from './chain.ts'
import { loadBonds } from './load/bonds.ts'
import { Crowd } from './load/crowd.ts'
import { loadDeposits } from './load/deposits.ts'
import { loadMarket } from './load/market.ts'
import { loadPoints } from './load/points.ts'

/**
 * Ten thousand samples by fifty accounts on each incentive, on a real chain; everything settled; and
 * the books balanced to the wei: what all accounts, the burn address and the fees hold in the end is
 * what was there in the beginning, and the task holds nothing.
 */
async function main(): Promise<void> {
  const samples = Number(process.argv[2] ?? 10_000)
  const chain = await startChain({ port: 0 })
  try {
    for (const run of [loadPoints, loadDeposits, loadBonds, loadMarket]) {
      const start = Date.now()
      const crowd = await Crowd.gather(chain.rpcUrl)
      const said = await run(crowd, samples)
      const seconds = ((Date.now() - start) / 1000).toFixed(0)
      console.log(`${said}; books balanced to the wei; ${seconds} s`)
    }
    console.log(`All four incentives carried ${samples} samples by 50 accounts.`)
  } finally {
    await chain.stop()
  }
}

await main()
