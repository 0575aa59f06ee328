/**
 * What a submission makes public, in Firefox's words: numbers made from a page's text, and a
 * transaction. The manifest names them as optional; people are asked when they first submit.
 */
export const publishedData = ['websiteContent', 'financialAndPaymentInfo'] as const
