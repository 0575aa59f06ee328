/** A text that a page's own selection does not reach: it lives in an open shadow root. */
class ReaderNote extends HTMLElement {
  connectedCallback() {
    const shadow = this.attachShadow({ mode: 'open' })
    const style = document.createElement('style')
    style.textContent = 'p { margin: 0; padding: 12px; border-left: 3px solid currentColor }'
    const text = document.createElement('p')
    text.id = 'shadow-text'
    text.textContent =
      'Free ringtones for your phone! Text TONE to 80800 now, only $1.50 per week, cancel any time.'
    shadow.append(style, text)
  }
}
customElements.define('reader-note', ReaderNote)

const laced = Array.from('Claim your cash prize now, call free before midnight').join('\u200b')
document.getElementById('odd-zero-width').textContent = laced
