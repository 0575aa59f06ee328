import type { LabelledText } from './data.ts'

/**
 * Texts of our own, for what the public sets lack: the phishing, threats and taunts that people meet
 * every day, and harmless texts with the same words. One text a line.
 */
const scams = `
Your account has been locked after unusual activity. Confirm your password here within 24 hours.
We could not verify your identity. Log in through this link or your account will be closed today.
Security alert from your bank: a new device signed in. Reply with your card number and PIN to block it.
Dear customer, your parcel is waiting at customs. Pay the small fee at this link to release it.
Your tax refund of 412 pounds is ready. Enter your bank details to receive it.
This is technical support. We found a virus on your computer, call this number and give us remote access.
Hello, I am from the wallet support team. Send me your recovery phrase and I will fix the sync error.
To restore your wallet, type your twelve word seed phrase into this form.
Validate your wallet now: connect it to our site and sign the message to keep your tokens.
Migration is mandatory. Connect your wallet and approve the contract before your coins are burned.
Send 0.5 ETH to this address and get 1 ETH back, only for the first hundred people.
Double your bitcoin in one day. Send any amount and receive twice as much, guaranteed by our founder.
I will triple any deposit you send to this address in the next hour. This is not a joke.
Guaranteed profit of thirty percent each week, no risk at all. Message me to start investing.
My broker turned 500 dollars into 9,000 in three days. Write to him and thank me later.
I made 4,000 today with this trading bot. Deposit a small amount and withdraw every evening.
Private signals with a sure win rate of 98 percent. Pay the entry fee in crypto and join.
Congratulations, you were selected as a winner. Pay the processing fee to receive your prize.
You have been chosen for a secret airdrop. Claim it before midnight by connecting your wallet.
Free mint for loyal holders, the claim page closes in ten minutes, approve the transaction to receive it.
The team is giving back. Send coins to the vault address and they return doubled.
Hi mum, I lost my phone, this is my new number. Can you send me money for rent right now?
It is your boss. I am in a meeting, buy six gift cards and send me the codes at once.
I am a widow with a large inheritance and need your help to move it abroad. You will get a share.
I love you and want to visit, but my card is blocked. Please send the ticket money by transfer.
Your package could not be delivered. Update your address and card at this link.
Your mailbox is full. Sign in here with your e-mail password to keep receiving messages.
The police have a case against you. Pay the fine by gift card now or you will be arrested.
We recorded you through your camera. Pay in bitcoin or we send the video to all your contacts.
Lost your coins? Our recovery expert gets stolen crypto back. Contact him and pay upfront.
DM the admin to verify your wallet, otherwise you lose access to the pool.
Your staking rewards are pending. Sync your wallet with the dapp link to unlock them.
An urgent update of the wallet is needed. Download this file and enter your private key.
Share your private key with support so that we can refund the failed transaction.
Earn 500 a day from home without work. Pay the registration fee today to reserve your place.
A rich investor gives away his coins. Send a small test amount first to confirm your address.
Last chance to double your coins, members were already paid out, send yours before the offer ends.
Your subscription was charged 399 dollars. Call us within a day and give your card to cancel.
Click to confirm your login, then read us the code you get by text message.
Your funds are at risk. Move everything to this safe address that our support gives you.
Invest 100 and receive 1,000 tomorrow. Payment proof in my profile, write now.
You have an unpaid toll. Settle it at this link today to avoid a penalty of 90 dollars.
`

const spam = `
Follow me and I follow back, let us grow together.
Big sale this weekend, thirty percent off all shoes, link in bio.
New video is up, like and subscribe and hit the bell.
Drop your handle below and gain a thousand followers.
Retweet and tag three friends to enter our giveaway of stickers.
Our new token is listed tomorrow, join the chat and tell everybody.
Check my new song, stream it everywhere and share it please.
Best price for web design and search ranking, ask for an offer.
Who is awake? Like this and comment your favourite coin.
Use my code for ten percent off your first order of coffee.
Join our channel for daily memes, charts and good vibes.
We help small brands to get more customers. Book a free call.
Buy one pizza, get one free every Monday. Order in our app.
The community is growing so fast, good morning everyone, let us go.
Visit our shop for handmade candles, free delivery this week.
Subscribe to my newsletter for more tips about productivity.
`

const harmless = `
Never share your seed phrase with anyone, not even with support.
Our support will never ask for your password or your private key.
If a message promises to double your coins, it is a fraud. Do not send anything.
I got a message that my account was locked, it looked fake so I called the bank myself.
The bank changed the terms of my account and sent a letter about it.
Your parcel was delivered to the neighbour at number six.
The package arrived this morning, thank you for sending it so fast.
My wallet was in my other coat, sorry for the panic.
I sent you the money for dinner, tell me when it arrives.
Could you send me the address of the restaurant?
The password rules of this site are annoying.
Does anyone know how to reset the password of the printer?
The code review is done, please merge it when the tests pass.
We moved the funds for the school trip to the new account, the receipt is attached.
The transaction was confirmed after two blocks and the fee was small.
How long does it take to withdraw from this exchange to the bank?
I think the price will fall before it rises, but nobody knows.
The report lists the risks of staking and how rewards are computed.
Which hardware wallet would you buy for a beginner?
Thanks for the invoice, we will pay it on Friday.
The berth fee is due at the office this week, cash or card.
Please return the library books before the end of the month.
The meeting about the budget starts at nine in the large room.
Can you call me back when you are home?
Mum, I will be late, keep the soup warm.
The doctor has an appointment free on Thursday at four.
Your train to the coast leaves from platform three.
The update fixes a bug that drained the battery.
Our flight was cancelled, the airline refunded the tickets without trouble.
The concert was sold out, but friends had two tickets left.
`

const abuse = `
I know where you live and I will hurt you.
I will find you and you will regret it.
You had better watch your back tonight.
Somebody should beat that guy up.
I hope you get sick and die.
Nobody here likes you, just leave.
Get lost, nobody asked for you.
Go away, we do not want your kind here.
You are worthless and always will be.
What a loser, no wonder you are alone.
You are too dumb to understand this.
People like you should not be allowed to vote.
Those people are animals and should go back where they came from.
Your face makes me want to throw up.
Do everyone a favour and disappear.
Kill yourself, the world is better without you.
You are a disgrace to your family.
Shut your mouth, you know nothing.
Only an idiot would write something like this.
Are you stupid or do you just pretend?
You fat ugly pig, nobody will ever love you.
I would slap you if you stood in front of me.
What a pathetic little man you are.
Keep crying, you worthless clown.
You deserve every bad thing that happens to you.
You are not welcome here, get out.
We never wanted you around, clear off.
Go away, nobody wants to hear from you.
`

const civil = `
I would not want to live here, the rent is too high.
Nobody was hurt in the accident, thank goodness.
The plot makes no sense and the acting is weak.
This idea is wrong, and here is why.
I find the new design ugly, the old one was clearer.
You missed the second step, try again from there.
I am so tired of this weather.
The dog is too fat, the vet said.
My knee hurts after the run.
We lost the game, but it was fun to watch.
He was attacked by critics for his last book.
The film is about a man who hunts a killer.
Please leave your shoes at the door.
I strongly disagree with this policy and will vote against it.
That was a stupid mistake of mine, sorry.
I hate it when the bus is late.
You are right, I had not thought of that.
The dying tree will be cut next week.
Get well soon, we all miss you here.
I will find the file and send it to you tonight.
We know where the station is, no need to pick us up.
Watch your step, the floor is wet.
`

/** For Scam?: phishing and its like, promotion, and honest texts that use the same words. */
export const scamTexts: readonly LabelledText[] = [
  ...labelled(scams, 'scam'),
  ...labelled(spam, 'spam'),
  ...labelled(harmless, 'ok'),
]

/** For Toxic?: threats and taunts without swear words, and civil texts that use the same words. */
export const toxicTexts: readonly LabelledText[] = [
  ...labelled(abuse, 'toxic'),
  ...labelled(civil, 'ok'),
]

function labelled(lines: string, label: string): LabelledText[] {
  return lines
    .trim()
    .split('\n')
    .map(text => ({ text, label }))
}
