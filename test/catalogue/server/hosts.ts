import { type Desk, startGoDesk } from './desk.js'
import { startOurDesk } from './our-desk.js'

/** Both servers, for what they do alike. */
export const hosts: readonly { readonly whose: string; start(): Promise<Desk> }[] = [
  { whose: "Go's server", start: startGoDesk },
  { whose: 'our server', start: startOurDesk },
]
