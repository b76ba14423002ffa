// SPDX-License-Identifier: BSD-2-Clause
// Every part of each mail as nodemailer's mailparser or postal-mime sees it: node.js WHICH FOLDER FILE...
// FOLDER is where npm installed them.
'use strict'
const fs = require('fs')
const path = require('path')
const { createRequire } = require('module')
const { pathToFileURL } = require('url')

const [which, folder, ...mails] = process.argv.slice(2)
const load = createRequire(path.resolve(folder) + '/')

function part (type, name, data) {
  return { type: type || '', name: name || '', data: Buffer.from(data || '').toString('base64') }
}

async function mailparser () {
  const { simpleParser } = load('mailparser')
  return async raw => {
    const m = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true })
    const parts = m.attachments.map(a => part(a.contentType, a.filename, a.content))
    if (m.text) parts.push(part('text/plain', '', m.text))
    if (m.html) parts.push(part('text/html', '', m.html))
    return parts
  }
}

async function postalMime () {
  const PostalMime = (await import(pathToFileURL(load.resolve('postal-mime')).href)).default
  const parser = PostalMime.default || PostalMime
  return async raw => {
    const m = await parser.parse(raw)
    const parts = m.attachments.map(a => part(a.mimeType, a.filename, Buffer.from(a.content)))
    if (m.text) parts.push(part('text/plain', '', m.text))
    if (m.html) parts.push(part('text/html', '', m.html))
    return parts
  }
}

async function main () {
  const read = await { mailparser, 'postal-mime': postalMime }[which]()
  for (const mail of mails) {
    const said = { mail, parts: [] }
    try {
      said.parts = await Promise.race([read(fs.readFileSync(mail)),
        new Promise((resolve, reject) => setTimeout(reject, 20000, new Error('timeout')).unref())])
    } catch (e) {
      said.error = String(e)
    }
    process.stdout.write(JSON.stringify(said) + '\n')
  }
}

main()
