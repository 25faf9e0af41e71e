import { Kafka, logLevel } from 'kafkajs'
const k = new Kafka({brokers:['127.0.0.1:29742'],logLevel:logLevel.ERROR}); const a=k.admin(); await a.connect(); await a.createTopics({topics:[{topic:'orders'}]}).catch(()=>{}); await a.disconnect()
const { topicExists } = await import('/work/main/packages/kafka/src/index.ts')
const { connectionOf } = await import('/work/main/packages/resources/src/kafka-properties.ts')
const jaas=(u:string,p:string)=>`x.PlainLoginModule required username="${u}" password="${p}";`
const ca='/tmp/az/broker/ca.pem'
const cases:[string,Record<string,string>,string?][]=[
['plaintext',{'bootstrap.servers':'127.0.0.1:29742'}],
['missing',{'bootstrap.servers':'127.0.0.1:29742'},'nope'],
['invalid',{'bootstrap.servers':'127.0.0.1:29742'},'a b'],
['ipv6',{'bootstrap.servers':'[::1]:29746'}],
['first dead',{'bootstrap.servers':'127.0.0.1:1,127.0.0.1:2,127.0.0.1:29742'}],
['blackhole first',{'bootstrap.servers':'10.255.255.1:9092,127.0.0.1:29742'}],
['plain',{'bootstrap.servers':'127.0.0.1:29743','security.protocol':'SASL_PLAINTEXT','sasl.mechanism':'PLAIN','sasl.jaas.config':jaas('alice','se,c=ret')}],
['scram256',{'bootstrap.servers':'127.0.0.1:29743','security.protocol':'SASL_PLAINTEXT','sasl.mechanism':'SCRAM-SHA-256','sasl.jaas.config':jaas('carol','pä=ss☂')}],
['scram512 ssl',{'bootstrap.servers':'localhost:29744','security.protocol':'SASL_SSL','sasl.mechanism':'SCRAM-SHA-512','sasl.jaas.config':jaas('carol','pä=ss☂'),'ssl.truststore.type':'PEM','ssl.truststore.location':ca}],
['wrong pw plain',{'bootstrap.servers':'127.0.0.1:29743','security.protocol':'SASL_PLAINTEXT','sasl.mechanism':'PLAIN','sasl.jaas.config':jaas('alice','x')}],
['wrong pw scram',{'bootstrap.servers':'127.0.0.1:29743','security.protocol':'SASL_PLAINTEXT','sasl.mechanism':'SCRAM-SHA-256','sasl.jaas.config':jaas('carol','x')}],
['mechanism not offered',{'bootstrap.servers':'127.0.0.1:29747','security.protocol':'SASL_PLAINTEXT','sasl.mechanism':'SCRAM-SHA-256','sasl.jaas.config':jaas('carol','x')}],
['not authorized',{'bootstrap.servers':'127.0.0.1:29747','security.protocol':'SASL_PLAINTEXT','sasl.mechanism':'PLAIN','sasl.jaas.config':jaas('bob','b')}],
['untrusted',{'bootstrap.servers':'localhost:29744','security.protocol':'SASL_SSL','sasl.mechanism':'SCRAM-SHA-512','sasl.jaas.config':jaas('carol','pä=ss☂')}],
['plaintext to ssl',{'bootstrap.servers':'localhost:29744'}],
['ssl to plaintext',{'bootstrap.servers':'localhost:29742','security.protocol':'SSL'}],
['plaintext to sasl',{'bootstrap.servers':'127.0.0.1:29743'}],
['refused',{'bootstrap.servers':'127.0.0.1:1'}],
['no such host',{'bootstrap.servers':'nope.invalid:9092'}],
['blackhole',{'bootstrap.servers':'10.255.255.1:9092'}],
['http',{'bootstrap.servers':'127.0.0.1:19999'}],
['ca missing',{'bootstrap.servers':'localhost:29744','security.protocol':'SSL','ssl.truststore.type':'PEM','ssl.truststore.location':'/nope'}],
]
import { createServer } from 'node:net'
const mute=createServer(s=>s.resume()).listen(19999,'127.0.0.1')
const live=()=>process.getActiveResourcesInfo().filter(x=>/TCPSocketWrap|TLS/.test(x)).length
for(const [n,p,t] of cases){const s=performance.now();let r;try{r=await topicExists(connectionOf(p),t??'orders',{timeoutMs:2000})}catch(e:any){r=`${e.code}: ${e.message}  <= ${e.cause?.name} ${e.cause?.message} ${e.cause?.cause?.code}`}
 await new Promise(r=>setTimeout(r,20)); console.log(n.padEnd(22),Math.round(performance.now()-s)+'ms','sockets',live(),r)}
mute.close()
const b=performance.now(); process.on('exit',()=>console.log('idle exit after',Math.round(performance.now()-b),'ms'))
