"use client";

import "./globals.css";

/** The frame itself failed: no theme, no router, only what happened and a way to load the page anew. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <main className="grid min-h-dvh place-items-center p-4">
          <div className="panel grid max-w-[520px] gap-3 px-6 py-6">
            <h1>The console could not be shown</h1>
            <p className="text-text-2">
              The fault is on our side. Nothing was changed.
              {error.digest ? (
                <>
                  {" "}
                  Request <code className="mono">{error.digest}</code> finds the cause in the server's log.
                </>
              ) : null}
            </p>
            <p>
              <a href="/" className="underlined">
                Load it again
              </a>
            </p>
          </div>
        </main>
      </body>
    </html>
  );
}
