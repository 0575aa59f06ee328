const offers = [
  'Congratulations, your number won a cash prize! Call now to claim it before midnight tonight.',
  'Yes, it does, but only if you are there before eight, and they count the wheels twice.',
]

let count = 0

/** Adds comments as an endless page does when one comes to its end. */
function addComments(number) {
  for (let i = 0; i < number; i++) {
    const item = document.createElement('li')
    const text = document.createElement('p')
    text.className = 'added'
    text.textContent = `${offers[count % 2]} This was comment number ${count + 1}.`
    item.append('\n  ', text)
    document.getElementById('comments').append(item, '\n')
    count++
  }
}

document.getElementById('more').addEventListener('click', () => addComments(10))

/** A page that is rendered anew, as by a framework: the element stays, its text is another. */
globalThis.render = text => {
  const place = document.getElementById('rendered')
  const paragraph = place.firstElementChild ?? document.createElement('p')
  paragraph.id = 'rendered-text'
  paragraph.textContent = text
  place.append(paragraph)
}

/** Styles that want nothing of anybody else's to be seen, and a look into every shadow. */
globalThis.attack = () => {
  const style = document.createElement('style')
  style.textContent = `span, button, div > span, p > span { display: none !important; opacity: 0 !important;
    visibility: hidden !important; font-size: 0 !important; color: transparent !important;
    position: absolute !important; left: -9999px !important; pointer-events: none !important }`
  document.head.append(style)
  return [...document.querySelectorAll('span')].map(
    span => `${span.shadowRoot} ${span.textContent}`,
  )
}

customElements.define(
  'comment-shadow',
  class extends HTMLElement {
    connectedCallback() {
      const text = document.createElement('p')
      text.id = 'in-shadow'
      text.textContent =
        'Free ringtones for your phone! Text TONE to 80800 now, only $1.50 per week.'
      this.attachShadow({ mode: 'open' }).append(text)
    }
  },
)
