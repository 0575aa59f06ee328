import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { TestChain } from './fixtures/chain'
import { root } from './fixtures/run'
import type { Site } from './fixtures/site'
import { Scene } from './tour/scene'
import { steps } from './tour/steps'

/** Pictures of the tour, one or more a step. */
const pictures = join(root, 'artifacts', 'tour')

/**
 * Plays the whole job by script on the real parts and prints what was seen.
 * @returns the exit code: 0 when every step did what it should.
 */
export async function runTour(chain: TestChain, site: Site): Promise<number> {
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  const start = Date.now()
  const scene = new Scene(chain, site)
  try {
    for (const [index, step] of steps.entries()) {
      console.log(`\n${index + 1}. ${step.title}`)
      const page = await step.play(scene)
      await picture(page, index + 1, step.picture)
    }
  } catch (error) {
    console.error((error as Error).stack)
    console.log('\nThe tour failed at the last step above.')
    return 1
  } finally {
    await scene.close()
  }
  const seconds = Math.round((Date.now() - start) / 1000)
  console.log(
    `\nThe tour is complete: all ${steps.length} steps did what they should, in ${seconds} s.`,
  )
  return 0
}

async function picture(page: Page, number: number, name: string): Promise<void> {
  const file = `${String(number).padStart(2, '0')}-${name}.png`
  await page.screenshot({ path: join(pictures, file) })
  console.log(`   picture: artifacts/tour/${file}`)
}
