#!/usr/bin/perl
# SPDX-License-Identifier: BSD-2-Clause
# Every part of each mail as Perl's MIME::Parser (MIME-tools: amavis, MIMEDefang) sees it.
use strict;
use warnings;
use JSON::PP;
use MIME::Base64;
use MIME::Parser;

sub leaves {
	my ($entity, $out) = @_;
	my @parts = $entity->parts;
	if (@parts) { leaves($_, $out) for @parts; return; }
	my $body = $entity->bodyhandle;
	my $data = $body ? $body->as_string : '';
	utf8::encode($data) if utf8::is_utf8($data);
	push @$out, { type => $entity->effective_type, name => $entity->head->recommended_filename // '',
		data => encode_base64($data, '') };
}

my $json = JSON::PP->new->ascii;
for my $path (@ARGV) {
	my %said = (mail => $path, parts => []);
	eval {
		local $SIG{ALRM} = sub { die "timeout\n" };
		alarm 20;
		my $parser = MIME::Parser->new;
		$parser->output_to_core(1);
		$parser->tmp_to_core(1);
		$parser->extract_uuencode(1);
		$parser->extract_nested_messages(1);
		leaves($parser->parse_open($path), $said{parts});
		1;
	} or $said{error} = "$@";
	alarm 0;
	print $json->encode(\%said), "\n";
}
