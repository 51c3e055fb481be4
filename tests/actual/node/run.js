// run.js STEP DATABASE FOLDER: runs one step of the package; the sqlite3 shell executes its SQL.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [step, database, folder] = process.argv.slice(2);

function shell(sql) {
    const run = spawnSync('sqlite3', ['-batch', '-bail', '-init', '/dev/null', '-json', database], {
        input: `${sql};\n`,
        encoding: 'utf8',
    });
    if (run.status !== 0) {
        throw new Error(`sqlite3 failed: ${run.stderr}\n${sql}`);
    }
    return run.stdout === '' ? [] : JSON.parse(run.stdout);
}

function literal(value) {
    if (value === null) {
        return 'NULL';
    }
    return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

const db = {
    runQuery(sql, values = []) {
        let next = 0;
        return shell(sql.replaceAll('?', () => literal(values[next++])));
    },
    execQuery: shell,
    transaction: work => work(),
};
const fs = { getBudgetDir: id => id, join, readFile: async path => readFileSync(path, 'utf8') };

console.log = console.error;
const { default: runStep } = await import(step);
await runStep(db, { fs, fileId: folder });
