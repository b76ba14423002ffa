#!/usr/bin/perl
# SPDX-License-Identifier: BSD-2-Clause
# Every part of each mail as Perl's Email::MIME sees it.
use strict;
use warnings;
use Email::MIME;
use JSON::PP;
use MIME::Base64;

my $json = JSON::PP->new->ascii;
for my $path (@ARGV) {
	my %said = (mail => $path, parts => []);
	eval {
		local $SIG{ALRM} = sub { die "timeout\n" };
		alarm 20;
		open(my $in, '<:raw', $path) or die $!;
		my $raw = do { local $/; <$in> };
		Email::MIME->new($raw)->walk_parts(sub {
			my ($part) = @_;
			return if $part->subparts;
			my $data = $part->body;
			utf8::encode($data) if utf8::is_utf8($data);
			push @{ $said{parts} }, { type => lc(($part->content_type // 'text/plain') =~ s/;.*//sr),
				name => $part->filename // '', data => encode_base64($data, '') };
		});
		1;
	} or $said{error} = "$@";
	alarm 0;
	print $json->encode(\%said), "\n";
}
