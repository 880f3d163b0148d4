/** The ids of one message, union or method: of its fields, members or errors, by name. */
export type Ids = ReadonlyMap<string, number>

/** The ids of one schema file, by the declaration's name, or `Service.method` for errors. */
export type ModuleIds = ReadonlyMap<string, Ids>

/** What a lock file holds, by the module of each schema file. Names stay in it when the schemas no longer have them. */
export type Lock = ReadonlyMap<string, ModuleIds>

/** What a lock file is called; it stands in the folder of the schemas. */
export const LOCK = 'rpcgen.lock.json'

/** The form of the file: one that a later rpcgen wrote may say what this one does not know. */
export const LOCK_VERSION = 1
