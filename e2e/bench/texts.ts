const words =
  'the harbour master counted boats every friday and wrote numbers into his old notebook while rain ran down windows ' +
  'please confirm your account today because prize money waits free call claim offer ends midnight reply now send code ' +
  'council votes repair north pier before winter ferry carried more passengers third quarter report says figures show ' +
  'nobody knows whether bicycle shop behind station also mends wheels quickly friendly people cheap honest work again'

/** 1,000 texts of 20 words each, the same in every run. */
export function benchTexts(): string[] {
  const vocabulary = words.split(' ')
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return vocabulary[Math.floor((state / 2 ** 32) * vocabulary.length)]!
  }
  return Array.from({ length: 1_000 }, () => Array.from({ length: 20 }, next).join(' '))
}
