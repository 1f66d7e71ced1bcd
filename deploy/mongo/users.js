// Runs once, when the first member starts on an empty volume: the account that Sovite uses.
const password = require('fs').readFileSync('/run/secrets/mongo-sovite', 'utf8').trim()
db.getSiblingDB('sovite').createUser({ user: 'sovite', pwd: password, roles: [{ role: 'readWrite', db: 'sovite' }] })
