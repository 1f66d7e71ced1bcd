// The healthcheck of every member. A member is well when it is in the replica set, or waits to be taken in; the first
// makes the set as soon as it can.
const address = '127.0.0.1:27017/admin?directConnection=true'
const hello = connect('mongodb://' + address).hello()
const first = require('os').hostname() === 'mongo-1'
if (first && hello.isreplicaset) {
  const password = require('fs').readFileSync('/run/secrets/mongo-root', 'utf8').trim()
  connect('mongodb://root:' + password + '@' + address).getSiblingDB('admin').runCommand({
    replSetInitiate: { _id: 'rs0', members: [1, 2, 3].map((n) => ({ _id: n, host: 'mongo-' + n + ':27017', priority: n === 1 ? 2 : 1 })) },
  })
}
quit(hello.isWritablePrimary || hello.secondary || (hello.isreplicaset && !first) ? 0 : 1)
