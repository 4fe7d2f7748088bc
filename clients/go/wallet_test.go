package clients

import (
	"context"
	"math/big"
	"slices"
	"testing"

	bls12381 "github.com/consensys/gnark-crypto/ecc/bls12-381"
	"github.com/stretchr/testify/require"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-f3/blssig"
	"github.com/filecoin-project/go-f3/gpbft"
	"github.com/filecoin-project/go-state-types/crypto"

	"github.com/filecoin-project/lotus/api"
	"github.com/filecoin-project/lotus/chain/types"
	"github.com/filecoin-project/lotus/lib/sigs"
)

var bothKinds = []types.KeyType{types.KTSecp256k1, types.KTBLS}

// addressOf derives an address from a private key as Lotus does, without asking the node.
func addressOf(t *testing.T, key types.KeyInfo) address.Address {
	t.Helper()
	if key.Type == types.KTSecp256k1 {
		public, err := sigs.ToPublic(crypto.SigTypeSecp256k1, key.PrivateKey)
		require.NoError(t, err)
		found, err := address.NewSecp256k1Address(public)
		require.NoError(t, err)
		return found
	}
	scalar := slices.Clone(key.PrivateKey)
	slices.Reverse(scalar) // little-endian in the file
	var public bls12381.G1Affine
	public.ScalarMultiplicationBase(new(big.Int).SetBytes(scalar))
	compressed := public.Bytes()
	found, err := address.NewBLSAddress(compressed[:])
	require.NoError(t, err)
	return found
}

// verify checks a signature with Lotus's code, and with its finality module's for BLS.
func verify(t *testing.T, by address.Address, signature *crypto.Signature, bytes []byte) error {
	t.Helper()
	if signature.Type == crypto.SigTypeSecp256k1 {
		return sigs.Verify(signature, by, bytes)
	}
	require.Equal(t, crypto.SigTypeBLS, signature.Type)
	return blssig.VerifierWithKeyOnG1().Verify(gpbft.PubKey(by.Payload()), bytes, signature.Data)
}

func TestKeysOfBothKindsAreMadeKeptAndSignedWith(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		for _, kind := range bothKinds {
			wallet, err := node.WalletNew(ctx, kind)
			require.NoError(t, err)
			all, err := node.WalletList(ctx)
			require.NoError(t, err)
			require.Contains(t, all, wallet)
			balance, err := node.WalletBalance(ctx, wallet)
			require.NoError(t, err)
			require.True(t, balance.IsZero(), "nobody has sent it anything")

			key, err := node.WalletExport(ctx, wallet)
			require.NoError(t, err)
			require.Equal(t, kind, key.Type)
			require.Equal(t, wallet, addressOf(t, *key))

			said := []byte("what is signed")
			signature, err := node.WalletSign(ctx, wallet, said)
			require.NoError(t, err)
			require.NoError(t, verify(t, wallet, signature, said))
			require.Error(t, verify(t, wallet, signature, []byte("something else")))
			right, err := node.WalletVerify(ctx, wallet, said, signature)
			require.NoError(t, err)
			require.True(t, right)

			require.NoError(t, node.WalletDelete(ctx, wallet))
			has, err := node.WalletHas(ctx, wallet)
			require.NoError(t, err)
			require.False(t, has)
			again, err := node.WalletImport(ctx, key)
			require.NoError(t, err)
			require.Equal(t, wallet, again)
			has, err = node.WalletHas(ctx, wallet)
			require.NoError(t, err)
			require.True(t, has)
		}
	})
}

func TestASignedMessageIsTheOneLotusWouldMake(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		to := defaultWallet(t, ctx, node)
		for _, kind := range bothKinds {
			wallet, err := node.WalletNew(ctx, kind)
			require.NoError(t, err)
			message := types.Message{
				To: to, From: wallet, Value: fil(1), Nonce: 7, GasLimit: 1_000_000,
				GasFeeCap: types.NewInt(100_000), GasPremium: types.NewInt(1_000),
				Method: 0, Params: []byte{0x80},
			}
			signed, err := node.WalletSignMessage(ctx, wallet, &message)
			require.NoError(t, err)
			require.Equal(t, message.Cid(), signed.Message.Cid())
			require.NoError(t, verify(t, wallet, &signed.Signature, message.Cid().Bytes()))
		}
	})
}
