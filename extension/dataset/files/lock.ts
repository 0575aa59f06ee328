/**
 * Runs work while no other page or Worker has a task's dataset open.
 * @param key `taskKey`
 * @returns `false`, at once and without having run it, if somebody has
 */
export function exclusively(key: string, work: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(`hivemark:dataset:${key}`, { ifAvailable: true }, async lock => {
    if (lock) await work()
    return lock !== null
  })
}
