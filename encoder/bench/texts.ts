const WORDS =
  'the a this that and or but with for from your my our their wallet market claim people news report city team coffee garden music phone video letter price account school travel winter morning friend idea answer question free new old small large bright quiet quick late early asked said found moved opened closed wrote called bought sold learned waited yesterday today tomorrow never always often soon maybe really almost'.split(
    ' ',
  )

const WORDS_PER_TEXT = 20

/** Texts of 20 words with some numbers, capitals and marks, the same on every call. */
export function benchTexts(count: number): string[] {
  let state = 12_345
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) % below
  }
  const word = (at: number) => {
    if (draw(20) === 0) return String(draw(5000))
    const plain = WORDS[draw(WORDS.length)]!
    return at === 0 || draw(15) === 0 ? plain[0]!.toUpperCase() + plain.slice(1) : plain
  }
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: WORDS_PER_TEXT }, (_, at) => word(at))
    return `${words.join(' ')}${'.!?'[draw(3)]}`
  })
}
