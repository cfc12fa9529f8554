import { defineConfig } from "vite";

/** One script and one style sheet: the program puts both into the report, or serves them beside the live page. */
export default defineConfig({
  build: {
    target: "es2022",
    emptyOutDir: true,
    cssCodeSplit: false,
    rollupOptions: {
      input: "src/main.ts",
      output: { format: "iife", entryFileNames: "page.js", assetFileNames: "page.[ext]" },
    },
  },
});
