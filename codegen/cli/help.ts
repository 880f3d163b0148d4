export const help = `Usage: rpcgen <schema folder or file>... -o <folder>

Generates strongly typed RPC stubs from service schemas written with TypeBox.
Reading a schema file runs the code in it.

Options:
  -o, --output <folder>         where the stubs go
      --codec <gob,json>        also refuse what these wire formats cannot carry
      --import-extension <js>   how stubs import each other: js (default), ts or none
      --check                   write nothing; print a diff and fail when stubs are stale
  -h, --help                    print this
      --version                 print the version

Exit codes: 0 done or up to date; 1 a schema has errors, --check found stale stubs,
or the folder cannot be written; 2 the command line is wrong.
`
