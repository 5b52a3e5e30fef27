/** Names that stand for costs without an owner, as OpenCost writes them; no real object can have them. */
export const IDLE = "__idle__";
export const UNALLOCATED = "__unallocated__";
export const UNMOUNTED = "__unmounted__";
export const EXTERNAL = "__external__";
