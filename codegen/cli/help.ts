export const help = `Usage: rpcgen <schema folder or file>... -o <folder>
       rpcgen inspect [<file>] [--hex]

Generates strongly typed RPC stubs from service schemas written with TypeBox.
Reading a schema file runs the code in it.

With inspect, prints what a stream of gob says: its types and values, and the calls
of a net/rpc conversation, recorded in either direction. Without a file, or with -,
it reads standard input.

Options:
  -o, --output <folder>         where the stubs go
      --codec <gob,json>        also refuse what these wire formats cannot carry;
                                gob, json (Go's), jsonrpc, msgpack, msgpackrpc, thrift;
                                thrift also numbers what they send by number, and keeps
                                the numbers in rpcgen.lock.json beside the schemas
      --import-extension <js>   how stubs import each other: js (default), ts or none
      --check                   write nothing; print a diff and fail when something is stale
      --hex                     inspect: the input is text, the bytes in hexadecimal
  -h, --help                    print this
      --version                 print the version

Exit codes: 0 done or up to date; 1 a schema or a lock file has errors, --check found
something stale, a folder cannot be written, or the inspected stream has faults; 2 the
command line is wrong.
`
