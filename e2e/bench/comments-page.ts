const openings = [
  'Claim your free prize before midnight',
  'I cycled past the harbour this morning',
  'Order two watches today and get a third one free',
  'Your account will be suspended unless you verify it',
  'The ferry was late again, but the coffee was good',
  'You are an idiot and nobody here wants your garbage',
  'Does anyone know whether the library opens on Sunday',
  'One coin sent to this wallet comes back as two',
] as const
const endings = [
  'which is what my neighbour told me as well.',
  'reply STOP to opt out, terms apply.',
  'and the north pier is closed until spring.',
  'so bring the blue rope and a warm coat.',
  'call the number below, only today, no questions asked.',
  'because the council could not agree on the price.',
  'and I would wait for the second report before I decide.',
] as const

/** A page of comments, each another text; names, times and buttons around them as forums have. */
export function commentsPage(count: number): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${count} comments</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0 auto; max-width: 760px; padding: 0 16px; font: 16px/1.5 Georgia, serif }
.comment { padding: 12px 0; border-top: 1px solid #ddd }
.comment header { display: flex; gap: 8px; font: 13px system-ui; color: #666 }
.comment p { margin: 4px 0 }
</style>
<main id="comments">${Array.from({ length: count }, (_, index) => comment(index)).join('')}</main></html>`
}

function comment(index: number): string {
  const middle = `Number ${index} of this thread says so at length, as number ${(index * 7) % 5_000} did,`
  const opening = openings[index % openings.length]
  const ending = endings[index % endings.length]
  return `<article class="comment"><header><a href="#u${index % 97}">reader${index % 97}</a>
<time>${index % 23} h</time></header><p>${opening}. ${middle} ${ending}</p>
<footer><button>Reply</button> <button>Share</button></footer></article>`
}
