// Reads a topic from its beginning with kafkajs and writes one payload a line, until as many have come as were asked for.
import { Kafka, logLevel } from 'kafkajs';
import { readFileSync } from 'node:fs';

const { broker, topic, count } = JSON.parse(readFileSync(0, 'utf8'));
const kafka = new Kafka({ clientId: 'test', brokers: [broker], logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: `test-${process.pid}` });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
let seen = 0;
await new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error(`${seen} of ${count} messages came`)), 40_000).unref();
  consumer.on(consumer.events.CRASH, e => reject(e.payload.error));
  consumer.run({
    eachMessage: async ({ message }) => {
      console.log(message.value.toString('utf8'));
      if (++seen === count) resolve();
    },
  });
});
await consumer.disconnect();
