import { Service } from 'avsc'

/** The same service in Avro's words. */
export const service: Service = Service.forProtocol({
  protocol: 'Arith',
  messages: {
    multiply: {
      request: [
        { name: 'a', type: 'long' },
        { name: 'b', type: 'long' },
      ],
      response: 'long',
    },
  },
})
