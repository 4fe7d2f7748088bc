package clients

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/filecoin-project/go-state-types/abi"

	"github.com/filecoin-project/lotus/api"
	"github.com/filecoin-project/lotus/api/client"
	cliutil "github.com/filecoin-project/lotus/cli/util"
	"github.com/filecoin-project/lotus/storage/sealer/storiface"
)

// unknownSector is a number that no cluster here gives out.
const unknownSector abi.SectorNumber = 4444

// connectMiner reaches the miner that MINER_API_INFO names, as lotus-miner's commands do.
func connectMiner(t *testing.T) api.StorageMiner {
	t.Helper()
	text := os.Getenv("MINER_API_INFO")
	if text == "" {
		t.Skip("MINER_API_INFO names no miner")
	}
	info := cliutil.ParseApiInfo(text)
	address, err := info.DialArgs("v0")
	require.NoError(t, err)
	miner, closer, err := client.NewStorageMinerRPCV0(t.Context(), address, info.AuthHeader())
	require.NoError(t, err)
	t.Cleanup(closer)
	return miner
}

func TestAMinerSaysWhoItIs(t *testing.T) {
	miner, ctx := connectMiner(t), within(t)
	version, err := miner.Version(ctx)
	require.NoError(t, err)
	require.True(t, version.APIVersion.EqMajorMinor(api.MinerAPIVersion0), version.APIVersion)
	maddr, err := miner.ActorAddress(ctx)
	require.NoError(t, err)
	size, err := miner.ActorSectorSize(ctx, maddr)
	require.NoError(t, err)
	require.Equal(t, abi.SectorSize(2048), size)
}

func TestAPledgedSectorIsListedAndHasAHistory(t *testing.T) {
	miner, ctx := connectMiner(t), within(t)
	pledged, err := miner.PledgeSector(ctx)
	require.NoError(t, err)
	numbers, err := miner.SectorsList(ctx)
	require.NoError(t, err)
	require.Contains(t, numbers, pledged.Number)
	status, err := miner.SectorsStatus(ctx, pledged.Number, false)
	require.NoError(t, err)
	require.Equal(t, pledged.Number, status.SectorID)
	require.NotEmpty(t, status.State)
	require.NotEmpty(t, status.Log)
	require.Equal(t, "event;sealing.SectorStartCC", status.Log[0].Kind)

	summary, err := miner.SectorsSummary(ctx)
	require.NoError(t, err)
	total := 0
	for _, count := range summary {
		total += count
	}
	require.Equal(t, len(numbers), total)
}

// Lotus makes a blank record of a number that it is given and does not know.
func TestAnUnknownSectorIsRefusedAndNotMade(t *testing.T) {
	miner, ctx := connectMiner(t), within(t)
	_, err := miner.SectorsStatus(ctx, unknownSector, false)
	require.ErrorContains(t, err, "key not found")
	require.Error(t, miner.SectorRemove(ctx, unknownSector))
	require.Error(t, miner.SectorTerminate(ctx, unknownSector))
	numbers, err := miner.SectorsList(ctx)
	require.NoError(t, err)
	require.NotContains(t, numbers, unknownSector)
}

func TestStoragePathsAreListedWithWhatTheyAreFor(t *testing.T) {
	miner, ctx := connectMiner(t), within(t)
	paths, err := miner.StorageList(ctx)
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	local, err := miner.StorageLocal(ctx)
	require.NoError(t, err)
	for id := range paths {
		info, err := miner.StorageInfo(ctx, id)
		require.NoError(t, err)
		require.Equal(t, id, info.ID)
		require.True(t, info.CanSeal || info.CanStore)
		space, err := miner.StorageStat(ctx, id)
		require.NoError(t, err)
		require.Positive(t, space.Capacity)
		require.NotEmpty(t, local[id])
	}
	require.ErrorContains(t,
		miner.StorageAddLocal(ctx, "/nonexistent/path"),
		"open /nonexistent/path/sectorstore.json: no such file or directory")
	require.ErrorContains(t, miner.StorageDetachLocal(ctx, "/nonexistent/path"), "no local paths")
}

func TestWorkersJobsAndTheQueueAreWhatLotusReads(t *testing.T) {
	miner, ctx := connectMiner(t), within(t)
	workers, err := miner.WorkerStats(ctx)
	require.NoError(t, err)
	require.NotEmpty(t, workers)
	for _, worker := range workers {
		require.NotEmpty(t, worker.Info.Hostname)
		require.Positive(t, worker.Info.Resources.MemPhysical)
	}
	jobs, err := miner.WorkerJobs(ctx)
	require.NoError(t, err)
	for _, own := range jobs {
		for _, job := range own {
			require.NotEqual(t, storiface.UndefCall, job.ID)
		}
	}
	diag, err := miner.SealingSchedDiag(ctx, false)
	require.NoError(t, err)
	text, err := json.Marshal(diag)
	require.NoError(t, err)
	require.Contains(t, string(text), "SchedInfo")
	unknown := storiface.CallID{
		Sector: abi.SectorID{Miner: 1000, Number: unknownSector}, ID: uuid.New()}
	require.Error(t, miner.SealingAbort(ctx, unknown))
}

func TestSectorsAreCheckedBetweenTheWindowsAndHeldByTasks(t *testing.T) {
	miner, ctx := connectMiner(t), within(t)
	unknown := storiface.SectorRef{
		ID:        abi.SectorID{Miner: 1000, Number: unknownSector},
		ProofType: abi.RegisteredSealProof_StackedDrg2KiBV1_1}
	reasons, err := miner.CheckProvable(
		ctx, abi.RegisteredPoStProof_StackedDrgWindow2KiBV1_1, []storiface.SectorRef{unknown})
	require.NoError(t, err)
	require.Equal(t,
		map[abi.SectorNumber]string{unknownSector: "the chain has no such sector"}, reasons)
	locks, err := miner.StorageGetLocks(ctx)
	require.NoError(t, err)
	require.NotNil(t, locks.Locks)
}
