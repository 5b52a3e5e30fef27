import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ nextauth: string[] }> };

const handler = async (request: Request, context: Context): Promise<Response> =>
  NextAuth(request as never, context as never, await authOptions());

export { handler as GET, handler as POST };
