#!/usr/bin/ruby
# SPDX-License-Identifier: BSD-2-Clause
# Every part of each mail as Ruby's mail sees it.
require 'json'
require 'mail'
require 'timeout'

def leaves(part, out)
  return part.parts.each { |child| leaves(child, out) } if part.multipart? && !part.parts.empty?
  out << { type: (part.mime_type || 'text/plain').to_s.scrub, name: (part.filename || '').to_s.scrub,
           data: [part.body.decoded.b].pack('m0') }
  leaves(Mail.new(part.body.decoded.b), out) if part.mime_type == 'message/rfc822'
end

ARGV.each do |path|
  said = { mail: path, parts: [] }
  begin
    Timeout.timeout(20) { leaves(Mail.new(File.binread(path)), said[:parts]) }
  rescue StandardError, SystemStackError, Timeout::Error => e
    said[:error] = e.class.to_s
  end
  puts JSON.generate(said)
end
