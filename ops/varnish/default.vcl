vcl 4.1;

# The cache before the media doors, for Varnish 6.4 and later. CDN_PURGE_SECRET in its environment, the same as the worker's. What it
# logs takes it an eighth of its time: `-p vsl_mask=-ReqProtocol,-ReqAcct,-RespProtocol,-RespReason,-RespHeader,-VCL_call,-VCL_return,-Timestamp`
# keeps addresses, statuses and the headers of requests in `varnishlog`.
import directors;
import std;

# A door that does not answer twice is passed over until it does.
probe alive {
  .url = "/health/live";
  .interval = 500ms;
  .timeout = 500ms;
  .window = 2;
  .threshold = 1;
  .initial = 1;
}

# Two doors, so that an image outlives either; whoever runs one only names it twice.
backend media_1 {
  .host = "127.0.0.1";
  .port = "4010";
  .connect_timeout = 1s;
  .probe = alive;
}

backend media_2 {
  .host = "127.0.0.1";
  .port = "4011";
  .connect_timeout = 1s;
  .probe = alive;
}

sub vcl_init {
  new doors = directors.shard();
  doors.add_backend(media_1);
  doors.add_backend(media_2);
  doors.reconfigure();
}

sub vcl_recv {
  # One image, one entry: the door ignores a query, and an entry of its own for each would outlive a purge.
  if (req.url ~ "^/(photos|avatars)/") {
    set req.url = regsub(req.url, "\?.*$", "");
  }
  if (req.method == "PURGE") {
    if (std.getenv("CDN_PURGE_SECRET") == "" || req.http.x-purge-secret != std.getenv("CDN_PURGE_SECRET")) {
      return (synth(403));
    }
    return (purge);
  }
  if (req.url !~ "^/(photos|avatars)/" || (req.method != "GET" && req.method != "HEAD")) {
    return (pass);
  }
  # An image is the same for everybody; the built-in rules would not cache for who sends these.
  unset req.http.Cookie;
  unset req.http.Authorization;
  # One entry a format at the address that has none, not one for the words of each browser. Who weighs formats asks the door.
  if (req.url !~ "\.[a-z]+$" && req.http.Accept !~ "image/(avif|webp)\s*;\s*q=") {
    if (req.http.Accept ~ "image/avif") {
      set req.http.Accept = "image/avif,image/webp";
    } else if (req.http.Accept ~ "image/webp") {
      set req.http.Accept = "image/webp";
    } else {
      unset req.http.Accept;
    }
  }
  return (hash);
}

# By path alone: a purge finds the entry whatever Host its readers sent. Vary keeps the formats of the negotiated address apart.
sub vcl_hash {
  hash_data(req.url);
  return (lookup);
}

# The same door for a path each time, and the other one at the retry.
sub vcl_backend_fetch {
  set bereq.backend = doors.backend(by=URL, alt=bereq.retries, healthy=ALL);
  if (bereq.url ~ "^/(photos|avatars)/") {
    # Above what a door needs to wait for a region, 5 s, and then to ask both in vain, 3 s each.
    set bereq.first_byte_timeout = 12s;
    set bereq.between_bytes_timeout = 5s;
  } else {
    # An upload is answered when a region has it, or has not taken it in 30 s, and then the other.
    set bereq.first_byte_timeout = 90s;
  }
}

sub vcl_backend_response {
  # An image lives for a year at its address, so that what is here outlives any outage of the doors. Nothing is served past its
  # time or its purge, and not even then: a deleted image must not come back because nobody answers.
  set beresp.grace = 0s;
  set beresp.keep = 0s;
  if (bereq.url ~ "^/(photos|avatars)/") {
    if (beresp.status >= 500 && bereq.retries == 0) {
      return (retry);
    }
    # Whole before the first byte goes out: a body that breaks off is fetched again, and no reader sees half of it.
    set beresp.do_stream = false;
  }
}

sub vcl_backend_error {
  if (bereq.url ~ "^/(photos|avatars)/" && bereq.retries == 0) {
    return (retry);
  }
}
