/** A text with a name to speak of it. */
export interface GoldenText {
  readonly name: string
  readonly text: string
}

/** Texts that go through every branch of the encoder. */
export const goldenTexts: readonly GoldenText[] = [
  { name: 'empty', text: '' },
  { name: 'white space', text: ' \t\n\u00a0\u3000' },
  { name: 'one letter', text: 'a' },
  { name: 'one dot', text: '.' },
  { name: 'plain', text: 'The meeting moved to Tuesday at 10, please bring the signed papers.' },
  {
    name: 'scam',
    text: 'URGENT!!! Connect your wallet at https://claim.example/now and enter your seed phrase to get 2500 $USDC.',
  },
  { name: 'headline', text: "23 Things Only People Who Grew Up In The '90s Will Understand" },
  {
    name: 'addresses',
    text: 'Write to help@desk.example or @support_team, see www.desk.example/faq?id=7 and shop.example.com!',
  },
  { name: 'numbers', text: '7 42 365 1999 2024 1234 65000 0441234567890' },
  { name: 'emoji', text: '🚀🚀🔥💰👩‍💻👍🏽❤️🇫🇷' },
  { name: 'Cyrillic', text: 'Пожалуйста, переведите деньги на этот счёт до завтра.' },
  { name: 'Greek', text: 'Η συνάντηση αναβλήθηκε για την Τρίτη.' },
  { name: 'Chinese', text: '恭喜您获得免费空投,请立即连接钱包领取。' },
  {
    name: 'Japanese and Korean',
    text: 'おはようございます。今日は良い天気ですね。 안녕하세요 여러분',
  },
  { name: 'Arabic', text: 'مرحبا بكم، اجتماعنا غدا في الساعة العاشرة.' },
  { name: 'Hebrew with marks', text: '\u202bשָׁלוֹם עוֹלָם\u202c' },
  { name: 'Hindi and Thai', text: 'नमस्ते दुनिया ขอบคุณมากครับ' },
  {
    name: 'zero width',
    text: 'f\u200br\u200be\u200be m\u2060o\u00adn\u200de\ufeffy for y\u200cou',
  },
  { name: 'look-alikes', text: 'Frее mоnеy frоm Раураl' },
  { name: 'styled letters', text: '𝐅𝐫𝐞𝐞 𝓶𝓸𝓷𝓮𝔂 ⓝⓞⓦ FULLWIDTH ᴄʟᴀɪᴍ ﬁne №5 ™' },
  { name: 'accents', text: 'Café naïve façade Übermut Łódź smørrebrød straße ĳs Œuvre' },
  { name: 'leet', text: 'Fr33 m0n3y, cl4im your pr1ze, p@ypal acc0unt l0cked, b1tc0in' },
  { name: 'spaced', text: 'F R E E  m.o.n.e.y and c-l-i-c-k h e r e n o w z q x v k' },
  {
    name: 'repeated',
    text: 'sooooo goooood, freeee ccllaaiimm yesssss!!!! aaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
  { name: 'apostrophes', text: 'Don’t, won`t, can´t; Zorblax’s and rock ’n’ roll' },
  { name: 'entities', text: 'fish &amp; chips &lt;b&gt; &#39;hi&#39; &#x1F680; &unknown; &' },
  { name: 'unknown words', text: 'zorblax quuxification vrmbl xy' },
  { name: 'lone surrogates', text: 'a\ud800b\udc00\udc00c' },
  { name: 'controls', text: 'a\u0000b\u0007c\u007fd\u009fe' },
  { name: 'shouting', text: 'STOP DOING THIS RIGHT NOW!!! WHY WOULD YOU DO THAT???' },
  { name: 'tags', text: '#giveaway #airdrop @one @two $ETH £5 €6 ₿ why not?' },
  { name: 'very long', text: longText() },
  { name: 'one long word', text: 'ab'.repeat(20_000) },
  { name: 'many letters', text: 'x '.repeat(20_000) },
]

/** 100,000 characters and more of words drawn by a fixed rule. */
function longText(): string {
  const words =
    'the wallet and a news of claim never people said 7 market! thanks сегодня 钱 🚀'.split(' ')
  const parts: string[] = []
  let state = 1
  for (let length = 0; length < 100_000; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const word = words[(state >>> 16) % words.length]!
    parts.push(word)
    length += word.length + 1
  }
  return parts.join(' ')
}
