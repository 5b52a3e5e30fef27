import { answerHttp } from "@/lib/server/answer";

export const dynamic = "force-dynamic";

type Parameters = { params: Promise<{ noun: string; verb: string }> };

export async function GET(request: Request, { params }: Parameters): Promise<Response> {
  const { noun, verb } = await params;
  return answerHttp(request, `${noun}.${verb}`);
}

export async function POST(request: Request, { params }: Parameters): Promise<Response> {
  const { noun, verb } = await params;
  return answerHttp(request, `${noun}.${verb}`);
}
