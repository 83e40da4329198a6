vcl 4.1;

# The cache before the media door, for Varnish 6.4 and later. CDN_PURGE_SECRET in its environment, the same as the worker's.
import std;

backend media {
  .host = "127.0.0.1";
  .port = "4010";
}

sub vcl_recv {
  # One image, one entry: the door ignores a query, and an entry of its own for each would outlive a purge.
  if (req.url ~ "^/photos/") {
    set req.url = regsub(req.url, "\?.*$", "");
  }
  if (req.method == "PURGE") {
    if (std.getenv("CDN_PURGE_SECRET") == "" || req.http.x-purge-secret != std.getenv("CDN_PURGE_SECRET")) {
      return (synth(403));
    }
    return (purge);
  }
  if (req.url !~ "^/photos/" || (req.method != "GET" && req.method != "HEAD")) {
    return (pass);
  }
  # An image is the same for everybody; the built-in rules would not cache for who sends these.
  unset req.http.Cookie;
  unset req.http.Authorization;
  # Every browser has its own Accept, and Vary would keep a copy for each. Four are enough to tell what the door answers
  # (media/choose-format.ts); one that weighs AVIF or WebP is left to the door. media/cdn/requests.ts prewarms these four.
  std.collect(req.http.Accept);
  if (req.url ~ "\.[a-z]+$") {
    unset req.http.Accept;
  } elsif (req.http.Accept ~ "(?i)image/(avif|webp)\s*;") {
    # As it came.
  } elsif (req.http.Accept ~ "(?i)(^|,)\s*image/avif\s*(,|$)") {
    if (req.http.Accept ~ "(?i)(^|,)\s*image/webp\s*(,|$)") {
      set req.http.Accept = "image/avif,image/webp";
    } else {
      set req.http.Accept = "image/avif";
    }
  } elsif (req.http.Accept ~ "(?i)(^|,)\s*image/webp\s*(,|$)") {
    set req.http.Accept = "image/webp";
  } else {
    set req.http.Accept = "image/jpeg";
  }
  return (hash);
}

# By path alone: a purge finds the entry whatever Host its readers sent. Vary keeps the formats of the negotiated address apart.
sub vcl_hash {
  hash_data(req.url);
  return (lookup);
}

sub vcl_backend_response {
  # Nothing is served, or revalidated, past its time or its purge.
  set beresp.grace = 0s;
  set beresp.keep = 0s;
}
