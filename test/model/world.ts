import { Client, ReconnectingClient, RpcError, Server, type Transport } from '@rpcgen/runtime'
import { Clock } from './clock.js'
import { Link } from './link.js'
import { codecs, type LinkPlan, type Scenario } from './scenario.js'
import { Handlers, methods } from './service.js'

/** A client, and what the test did to it. */
export interface Subject {
  readonly client: Client | ReconnectingClient
  /** Its connections, oldest first. */
  readonly links: Link[]
  /** Whether it was told to close or to drain. */
  closing: boolean
  /** Attempts to connect that were refused. */
  refused: number
}

export type Kind = 'plain' | 'reconnecting'

/** How many signals the calls of a run share. */
export const SIGNALS = 2

/** What a run acts upon: clients and servers of ours, connections in memory, and the time. */
export class World {
  readonly scenario: Scenario
  readonly clock: Clock
  readonly handlers = new Handlers()
  readonly subjects: Subject[] = []
  readonly servers: Server[] = []
  readonly controllers: readonly AbortController[] = Array.from({ length: SIGNALS }, () => new AbortController())
  /** Closes and drains that were begun, and how many of them are over. */
  readonly endings = { begun: 0, over: 0 }
  readonly #kind: Kind
  #dials = 0

  constructor(kind: Kind, scenario: Scenario) {
    this.#kind = kind
    this.scenario = scenario
    this.clock = new Clock(scenario.seed)
    this.startServer()
    this.startClient()
  }

  /** The latest; the others may still be under way. */
  get subject(): Subject {
    return this.subjects.at(-1) as Subject
  }

  get server(): Server {
    return this.servers.at(-1) as Server
  }

  startServer(): void {
    const server = new Server({ limits: this.scenario.server })
    server.register(Object.values(methods), this.handlers)
    this.servers.push(server)
  }

  startClient(): void {
    const { client, codec } = this.scenario
    const { reconnect, ...rest } = client
    const options = { ...rest, codec: codecs[codec] }
    const links: Link[] = []
    const connect = (plan: LinkPlan): Transport => {
      const link = new Link(this.server, this.clock, plan, this.scenario)
      links.push(link)
      return link.transport
    }
    const first = connect(this.#nextPlan())
    if (this.#kind === 'plain') {
      this.subjects.push({ client: new Client(first, options), links, closing: false, refused: 0 })
      return
    }
    const dial = async (): Promise<Transport> => {
      const plan = this.#nextPlan()
      await new Promise<void>((resolve) => setTimeout(resolve, plan.dialTime))
      if (!plan.refused) return connect(plan)
      subject.refused++
      throw new RpcError('connect', 'refused by the test')
    }
    const subject: Subject = {
      client: new ReconnectingClient(first, dial, { ...options, reconnect }),
      links,
      closing: false,
      refused: 0,
    }
    this.subjects.push(subject)
  }

  /** Keeps an eye on what ends a client or a server. */
  end(ending: Promise<void>): void {
    this.endings.begun++
    void ending.then(() => {
      this.endings.over++
    })
  }

  #nextPlan(): LinkPlan {
    const { links } = this.scenario
    return links[this.#dials++ % links.length] as LinkPlan
  }
}
