// What `npm run test:s3` calls; the environment is read by main.ts alone.
import './main.ts'
