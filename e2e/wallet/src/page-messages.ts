/** Channels between the page's provider and the relay in the same page. */
export const fromPage = 'hivemark-development-wallet:request'
export const toPage = 'hivemark-development-wallet:answer'
