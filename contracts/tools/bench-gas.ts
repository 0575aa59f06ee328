import { Bench, type Measured } from './bench/bench.ts'
import { measureBonds } from './bench/bonds.ts'
import { measureDeposits } from './bench/deposits.ts'
import { measureMarket } from './bench/market.ts'
import { printGas } from './bench/table.ts'
import { measureTasks } from './bench/tasks.ts'
import { startChain } from './chain.ts'

/** The sizes measured: features and labels. */
const shapes = [64, 128, 512].flatMap(d => [2, 4].map(labels => ({ d, labels })))

/** Gas of whole transactions on a fresh local chain, beside what they cannot do without. */
async function main(): Promise<void> {
  const chain = await startChain({ port: 0 })
  try {
    const rows: Measured[] = []
    for (const shape of shapes) {
      const bench = await Bench.on(chain.rpcUrl, shape)
      rows.push(...(await measureTasks(bench)))
      rows.push(...(await measureDeposits(bench)))
      rows.push(...(await measureBonds(bench)))
      rows.push(await measureMarket(bench))
    }
    if (process.argv.includes('--json')) console.log(JSON.stringify(rows))
    else printGas(rows)
  } finally {
    await chain.stop()
  }
}

await main()
