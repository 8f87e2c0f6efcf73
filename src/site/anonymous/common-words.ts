/**
 * Words that are also names of families, people on GitHub, or institutions, and would be found on nearly every page:
 * English words, names of methods, and what programs are called. Such a name is found in its full form alone.
 */
const words = new Set(
  `
  able abbey acute adam adams adobe afar agile agent amazon ambrose anchor angel apache apple april archer arch arm art asher ash
  atlas august author authors author's baker ball bank banks bar barker barn base bass bates bay bayes beach beam bean bear beck
  bell bench berg best bell bernoulli berry bessel bird bishop black blade blanc bloom blue body boltzmann bolt bond book boole
  boot bot bow box brand branch bridge bridges bright brook brooks brown browne buck bug burns bush butler butter byte canny cannon
  canvas carbon card care carpenter carter case cash castle cauchy cell center chain chance chase cheng chess church city clark
  clay clear cliff close cloud coach code coffee cohen cole cook cooper core cotton court cox craft crane cross crow crystal cube
  curry curve dale dark data date dawn day deal dean dear deep delta demo dense depth dice dirac dirichlet dove drew drop duke dunn
  dutch dwell dynamic early earth east edge eden egg elder elm english equal euler even ever fair faith falcon farmer fast father
  field fields figure film finch fine fire first fish fisher fitting flag flat fleet flint flood flores flow flower fly focus ford
  forest forman forth foster fountain fourier fox frame france frank free freeman french frost full gallery game gap gardener
  garner gates gauss gem general gibbs github gitlab given glass gold golden goldman good goodman google gore grace grand grant
  graph grass graves gray great green grey grid grove guest guide gun hale half hall hamilton hand handy hard hardy harm harper
  harris hawk hawking head heart heath heaven hebert height help henry hermite hess hesse hill hilbert holder hole holiday holland
  hollow holm home homer hood hook hope horn horton hough house howl huber hunt hunter hurst ice idea ideal image images index info
  ink inn iron island italian ivory jacobi jade james jay jet jobs join jordan joy judge july june justice kalman keen keep kernel
  key keys kind king kings kirk kite knight knot lab label labs lagrange lake lamb lambda land lane lang laplace large lark last
  latch law laws layer leader leaf lean learn lemon less levy lie light lily lime lin line linear link list little lively lloyd
  lock log long look loop lord lorentz love low lucky luck lung lyon machine magic mail main maintainer maintainers major male man
  manifold map maple march mark markov marks marsh marshal martini mason mass master mate math matter maxwell may mayer mean means
  media meek member mercer mercy merit mesh meta method metro microsoft mile miles mill miller mills mind miner minor mint miss
  mode model moment money monge moon moor moore moral more morn morning moss mouse myth nail nash nature navier nest net new newton
  nice night nine noble noise nord norm norman north note novel null nvidia oak oaks obama obj object ocean olive oliver open order
  organ orion owen own owner pace page pages paine paint palm palmer pan paper parent park parker parks part pass patch path pawn
  peace peak pear pearl peer pen penny pepper perfect perry petit pet photo phone pick piece pike pine pink pitt pixel place plain
  plane plant plane plate plot plum point poisson pole polish pollard pond pool poor pope port porter post pot potter power pratt
  pre preset press price priest prime prince print prior proof proper public purple python quick quill rabbit race radon rain
  raise ramp range ranger rapid raster rate raven ray reader real red reed reef reference repo rest reynolds rice rich ridge ring
  river road robin robot rock roll rolls roman roof rook room root rose ross round row royal ruby rule runner rush rust sage sail
  saint salt sample sand sands scale scene school scott sea seal search seed self sense set seven shade shannon shape sharp shaw
  sheep shell shepherd shine ship shoe shore short show silver simple sims singer single site six size sky slate sliding slow small
  smart smith smooth snow sobel soft sommer son song sound source south space spark speak spear speed spring square staff stag
  stage stamp star start state steel steep step stern still stock stokes stone storm story street strong style sugar sum summer sun
  swan sweet swift sword table tail tailor tanner task taylor teacher team temple ten term test tester text theme thin thing tile
  time tiny title toll tool top torch torr tower town track trader train trainer transfer transform tree trend triangle true trust
  turing turner twin type uhlenbeck underwood union unit user vale valley value van variant vector via video view village vine
  violet virtual voice wade wagner walk walker wall war ward warm warner wasserstein watch water waters watts wave way weather weaver
  web weber week weiner weir well wells west wheat wheeler white whole wiener wild will wind window wine wing winter wise wolf
  wonder wood woods word words world worth wright yard year yellow york young zero
  admin administrator anonymous bots contact example github-actions guest hello info mail nobody noreply office root support test
  ubuntu unknown webmaster
  `
    .trim()
    .split(/\s+/),
);

/** @param folded without case and accents */
export const isCommonWord = (folded: string): boolean => words.has(folded);
