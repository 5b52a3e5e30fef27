/**
 * JSON whose integers beyond 2^53 keep their digits: they are bigints here, and plain digits in text.
 * Everything below that bound stays a number.
 */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
