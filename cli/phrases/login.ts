import { Option } from "commander";
import type { Phrase } from "../io";

export const loginPhrases: readonly Phrase[] = [
  {
    words: "login",
    summary: "Sign in to a console with a personal access token; kept for this user only",
    options: [
      new Option("--url <url>", "the console's address, such as https://console.example.com"),
      new Option(
        "--token <token>",
        "better typed at the prompt or piped in: a command line can be read by others",
      ),
    ],
    examples: [
      "o8 login --url https://console.example.com",
      "o8 login --url http://localhost:3000 < token.txt",
    ],
    run: async (given) => (await import("../login")).runLogin(given),
  },
];
